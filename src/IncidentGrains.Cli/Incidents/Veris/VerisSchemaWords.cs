using NJsonSchema.Validation;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What a schema's objection means, in words.</summary>
internal static class VerisSchemaWords
{
    /// <summary>The words.</summary>
    public static string Of(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is required and missing.",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is no field that the schema knows here.",
        ValidationErrorKind.NotInEnumeration => "is none of the values that the schema lists.",
        ValidationErrorKind.ItemsNotUnique => "holds an item twice.",
        ValidationErrorKind.TooFewItems => $"holds fewer than {error.Schema.MinItems} items.",
        ValidationErrorKind.TooManyItems => $"holds more than {error.Schema.MaxItems} items.",
        ValidationErrorKind.TooFewProperties => $"holds fewer than {error.Schema.MinProperties} fields.",
        ValidationErrorKind.StringTooShort => $"is shorter than {error.Schema.MinLength} characters.",
        ValidationErrorKind.StringTooLong => $"is longer than {error.Schema.MaxLength} characters.",
        ValidationErrorKind.PatternMismatch => $"does not match {error.Schema.Pattern}.",
        ValidationErrorKind.NumberTooSmall => $"is below {error.Schema.Minimum}.",
        ValidationErrorKind.NumberTooBig => $"is above {error.Schema.Maximum}.",
        ValidationErrorKind.StringExpected => "is no text.",
        ValidationErrorKind.IntegerExpected => "is no whole number.",
        ValidationErrorKind.NumberExpected => "is no number.",
        ValidationErrorKind.BooleanExpected => "is neither true nor false.",
        ValidationErrorKind.ArrayExpected => "is no list.",
        ValidationErrorKind.ObjectExpected => "is no object.",
        var other => $"breaks the schema's rule {other}.",
    };
}
