using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>Reads a JSON request in any of its forms; docs/http-api.md has them.</summary>
internal ref struct JsonRequestReader
{
    private const int MostStatements = 100_000;

    /// <summary>Each takes 32 bytes and more, also the two bytes of <c>1,</c> in the body.</summary>
    private const int MostValues = 250_000;

    private readonly JsonRequest _request = new();
    private Utf8JsonReader _json;
    private int _values;

    private JsonRequestReader(ReadOnlySpan<byte> body) => _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 8 });

    /// <exception cref="SqliteFailure">It is not JSON, or not a request.</exception>
    public static JsonRequest Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return new JsonRequestReader(body).Read();
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body is not valid JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a string that is not UTF-8 or has half a surrogate pair.
            throw Invalid("The body holds a string that is not valid Unicode.");
        }
    }

    private JsonRequest Read()
    {
        _json.Read();
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadRequestObject();
                break;
            case JsonTokenType.StartArray:
                ReadStatements();
                break;
            default:
                throw Invalid("""The body should be {"statements":[…]}, {"sql":"…","params":[…]}, or an array of statements.""");
        }

        if (_json.Read())
        {
            throw Invalid("Something follows the request.");
        }

        return _request.Statements.Count > 0 ? _request : throw Invalid("The request has no statements.");
    }

    private void ReadRequestObject()
    {
        byte[]? sql = null;
        IReadOnlyList<Parameter>? parameters = null;
        while (ReadMember(out var name))
        {
            switch (name)
            {
                case "statements":
                    Expect(JsonTokenType.StartArray, "\"statements\" should be an array.");
                    ReadStatements();
                    break;
                case "sql":
                    sql = ReadSql();
                    break;
                case "params":
                    parameters = ReadParameters();
                    break;
                case "transaction":
                    _request.IsTransaction = ReadBoolean(name);
                    break;
                case "rows":
                    _request.RowsAsObjects = ReadChoice(name, "arrays", "objects");
                    break;
                case "integers":
                    _request.IntegersAsStrings = ReadChoice(name, "number", "string");
                    break;
                default:
                    throw Invalid($"The request has no member \"{Shortened(name)}\": its members are statements (or sql and params), transaction, rows and integers.");
            }
        }

        AddBareStatement(sql, parameters);
    }

    private readonly void AddBareStatement(byte[]? sql, IReadOnlyList<Parameter>? parameters)
    {
        if (sql is null)
        {
            if (parameters is not null)
            {
                throw Invalid("\"params\" belong to an \"sql\".");
            }
        }
        else if (_request.Statements.Count > 0)
        {
            throw Invalid("The request has both \"statements\" and \"sql\".");
        }
        else
        {
            _request.Statements.Add(new JsonStatement(sql, parameters ?? []));
        }
    }

    /// <summary>Each a string, an object with <c>sql</c> and <c>params</c>, or an array of the SQL and its values.</summary>
    private void ReadStatements()
    {
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            _request.Statements.Add(_json.TokenType switch
            {
                JsonTokenType.String => new JsonStatement(StringBytes(), []),
                JsonTokenType.StartObject => ReadStatementObject(),
                JsonTokenType.StartArray => ReadStatementArray(),
                _ => throw Invalid("A statement should be a string, an object or an array."),
            });
            if (_request.Statements.Count > MostStatements)
            {
                throw Invalid($"A request takes {MostStatements:N0} statements.");
            }
        }
    }

    private JsonStatement ReadStatementObject()
    {
        byte[]? sql = null;
        IReadOnlyList<Parameter> parameters = [];
        while (ReadMember(out var name))
        {
            switch (name)
            {
                case "sql":
                    sql = ReadSql();
                    break;
                case "params":
                    parameters = ReadParameters();
                    break;
                default:
                    throw Invalid($"A statement has no member \"{Shortened(name)}\": its members are sql and params.");
            }
        }

        return new JsonStatement(sql ?? throw Invalid("A statement lacks its \"sql\"."), parameters);
    }

    private JsonStatement ReadStatementArray()
    {
        _json.Read();
        Expect(JsonTokenType.String, "A statement that is an array begins with its SQL.", read: false);
        var sql = StringBytes();
        var parameters = new List<Parameter>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (parameters is [{ Name: not null }, ..])
            {
                throw Invalid("Nothing can follow an object of named values.");
            }

            ReadValueOrNames(parameters);
        }

        return new JsonStatement(sql, parameters);
    }

    private List<Parameter> ReadParameters()
    {
        var parameters = new List<Parameter>();
        _json.Read();
        switch (_json.TokenType)
        {
            case JsonTokenType.StartArray:
                while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
                {
                    parameters.Add(ReadValue());
                }

                break;
            case JsonTokenType.StartObject:
                while (ReadMember(out var name))
                {
                    _json.Read();
                    parameters.Add(ReadValue() with { Name = name });
                }

                break;
            default:
                throw Invalid("\"params\" should be an array, or an object of named values.");
        }

        return parameters;
    }

    /// <summary>An object after the SQL is a value if it is one, like <c>{"base64":"…"}</c>, else it names values.</summary>
    private void ReadValueOrNames(List<Parameter> parameters)
    {
        if (_json.TokenType != JsonTokenType.StartObject || JsonValues.IsTagged(_json))
        {
            parameters.Add(ReadValue());
            return;
        }

        if (parameters.Count > 0)
        {
            throw Invalid("An object of named values stands alone after its SQL.");
        }

        while (ReadMember(out var name))
        {
            _json.Read();
            parameters.Add(ReadValue() with { Name = name });
        }
    }

    private Parameter ReadValue() => ++_values <= MostValues
        ? JsonValues.Read(ref _json)
        : throw Invalid($"A request takes {MostValues:N0} values for parameters. Send it in several.");

    /// <returns><c>false</c> at the object's end.</returns>
    private bool ReadMember(out string name)
    {
        _json.Read();
        name = _json.TokenType == JsonTokenType.PropertyName ? _json.GetString()! : "";
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    private byte[] ReadSql()
    {
        Expect(JsonTokenType.String, "\"sql\" should be a string.");
        return StringBytes();
    }

    private readonly byte[] StringBytes() => JsonValues.StringBytes(_json);

    private bool ReadBoolean(string name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Invalid($"\"{name}\" should be true or false."),
        };
    }

    /// <returns>Whether it is the second.</returns>
    private bool ReadChoice(string name, string first, string second)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String && _json.ValueTextEquals(second)
            || (_json.TokenType == JsonTokenType.String && _json.ValueTextEquals(first) ? false
                : throw Invalid($"\"{name}\" should be \"{first}\" or \"{second}\"."));
    }

    private void Expect(JsonTokenType type, string problem, bool read = true)
    {
        if (read)
        {
            _json.Read();
        }

        if (_json.TokenType != type)
        {
            throw Invalid(problem);
        }
    }

    private static string Shortened(string name) => name.Length <= 40 ? name : $"{name[..40]}…";

    private static SqliteFailure Invalid(string message) => new(FailureCode.InvalidRequest, message);
}
