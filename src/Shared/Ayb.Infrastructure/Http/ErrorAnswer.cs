using Ayb.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ayb.Infrastructure.Http;

/// <summary>How an endpoint tells of a failure, if not by the JSON object of the API.</summary>
public sealed record ErrorAnswer(Func<HttpContext, AybError, Task> WriteAsync);
