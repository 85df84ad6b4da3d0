using System.Data.Common;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>A database with its connections: any number that read, and for writing as many as it can take.</summary>
internal interface IDatabase
{
    /// <summary>Runs a query on a connection for reading; what reads block is not a grain's scheduler.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> query);

    /// <summary>Runs a statement that writes, or several, one after the other where the database needs it.</summary>
    Task<T> Write<T>(Func<DbConnection, Task<T>> statement);
}
