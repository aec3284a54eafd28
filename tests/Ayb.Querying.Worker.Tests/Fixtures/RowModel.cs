namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <param name="RowId">Its number; <c>null</c> without one.</param>
/// <param name="Key">Equal for rows of the same primary key; <c>null</c> without one, or when a value of it is NULL.</param>
/// <param name="Values">All of them.</param>
internal sealed record RowModel(string? RowId, string? Key, string Values);
