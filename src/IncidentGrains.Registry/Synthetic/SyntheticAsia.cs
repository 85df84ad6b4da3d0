using static IncidentGrains.Registry.Synthetic.SyntheticCountry;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Words of Korea and its neighbours. Surnames and syllables are common ones; the people put together from them are made up.</summary>
internal static class SyntheticAsia
{
    private static readonly byte[][] KoreanFamilies = Words("김 김 김 김 이 이 이 박 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양");
    private static readonly byte[][] KoreanSyllables = Words("민 서 지 하 은 수 예 도 주 시 유 현 준 우 윤 건 연 아 영 태 성 재 승 혜 진 경 정 원 규 빈 호 린 희 율 찬");
    private static readonly byte[][] KoreanLatin = Words("minjun seoyeon jiho haeun sujin yejun doyoon jooa siwoo yuna hyunwoo taeyang sungmin jaewon hyejin kyungho jungah wonjae kyuri chaewon");

    private static readonly byte[][] KoreanPlaces = Bytes(
        "서울특별시 강남구", "서울특별시 송파구", "서울특별시 마포구", "서울특별시 관악구", "서울특별시 노원구", "부산광역시 해운대구", "부산광역시 부산진구", "대구광역시 수성구",
        "인천광역시 연수구", "광주광역시 북구", "대전광역시 유성구", "울산광역시 남구", "경기도 성남시 분당구", "경기도 수원시 영통구", "경기도 고양시 일산동구", "경기도 용인시 수지구",
        "강원특별자치도 춘천시", "충청북도 청주시 흥덕구", "충청남도 천안시 서북구", "전북특별자치도 전주시 완산구", "경상북도 포항시 남구", "경상남도 창원시 성산구", "제주특별자치도 제주시");

    private static readonly byte[][] KoreanStreets = Words("중앙로 문화로 공원로 은행나무길 벚꽃로 한빛로 새마을로 평화로 학교길 시장로 강변로 솔밭길 달빛로 무지개로 해오름길 별내로");
    private static readonly byte[][] KoreanQuarters = Bytes(
        "중앙동", "신흥동", "행복동, 한빛아파트", "평화동, 은하마을", "문화동, 늘봄아파트", "가온동", "새솔동, 푸른숲아파트", "한마음동, 참누리", "늘푸른동", "도담동, 별빛마을");

    private static readonly byte[][] KoreanPhones = Bytes(
        "010-####-####", "010-####-####", "010-####-####", "010-####-####", "010-####-####", "010########", "010########", "010 #### ####", "+82 10-####-####",
        "+82-10-####-####", "+8210########", "+82 010-####-####", "010.####.####", "(010) ####-####", "8210########", "+82 (0)10 #### ####");

    /// <summary>South Korea.</summary>
    public static SyntheticCountry Korea(int weight) => new()
    {
        Weight = weight, Codes = Words("KR KR KR KR KR KR KR kr"), Jurisdictions = ["KR"], Subdivisions = [[]], Locales = ["ko-KR", "en-US", "zh-CN", "vi-VN", ""],
        Phones = KoreanPhones, Name = new SyntheticPattern("{0}{1}{1}", KoreanFamilies, KoreanSyllables), Latin = KoreanLatin,
        Address = new SyntheticPattern("{0} {1} {#499}, {#130}동 {#2512}호 ({2})", KoreanPlaces, KoreanStreets, KoreanQuarters),
    };

    /// <summary>People whose row does not tell the country; they are Koreans otherwise.</summary>
    public static SyntheticCountry Unknown(int weight) => new()
    {
        Weight = weight, Codes = Bytes("", "XX", "KOR", "?"), Jurisdictions = ["ZZ"], Subdivisions = [[]], Locales = ["ko-KR", "ko"],
        Phones = KoreanPhones, Name = new SyntheticPattern("{0}{1}{1}", KoreanFamilies, KoreanSyllables), Latin = KoreanLatin,
        Address = new SyntheticPattern("{0} {1} {#499}, {#130}동 {#2512}호 ({2})", KoreanPlaces, KoreanStreets, KoreanQuarters),
    };

    /// <summary>Taiwan.</summary>
    public static SyntheticCountry Taiwan(int weight) => new()
    {
        Weight = weight, Codes = Words("TW"), Jurisdictions = ["TW"], Subdivisions = [[]], Locales = ["zh-TW", "en-US"],
        Phones = Bytes("09##-###-###", "09########", "+886 9## ### ###", "+886-9##-###-###", "09## ### ###"),
        Name = new SyntheticPattern("{0}{1}{1}", Words("陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭"), Words("怡 君 志 明 雅 婷 家 豪 淑 芬 俊 傑 佳 穎 承 恩 宇 翔 欣 妤")),
        Latin = Words("yijun zhiming yating jiahao shufen junjie jiaying chengen yuxiang xinyu"),
        Address = new SyntheticPattern(
            "{0}{1}{#300}號, {#15}樓之{#4}", Bytes("台北市信義區", "台北市大安區", "新北市板橋區", "台中市西屯區", "高雄市左營區", "台南市東區", "桃園市中壢區"), Words("松仁路 和平東路 文化路 民族路 自由路 中正路 光復路")),
    };

    /// <summary>Japan.</summary>
    public static SyntheticCountry Japan(int weight) => new()
    {
        Weight = weight, Codes = Words("JP"), Jurisdictions = ["JP"], Subdivisions = [[]], Locales = ["ja-JP", "en-US", "ko-KR"],
        Phones = Bytes("090-####-####", "090########", "+81 90-####-####", "+8190########", "090 #### ####"),
        Name = new SyntheticPattern("{0} {1}", Words("佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤"), Words("陽翔 蓮 湊 結衣 葵 陽菜 大翔 凛 咲良 健太")),
        Latin = Words("haruto ren minato yui aoi hina yamato rin sakura kenta"),
        Address = new SyntheticPattern(
            "{0}{1}{#9}-{#30}-{#20}, {2} {#905}号室", Bytes("東京都渋谷区", "東京都世田谷区", "大阪府大阪市北区", "神奈川県横浜市中区", "愛知県名古屋市中村区", "福岡県福岡市博多区"), Words("桜町 緑町 本町 栄町 泉町"), Words("青空ハイツ 若葉荘 みどりマンション")),
    };
}
