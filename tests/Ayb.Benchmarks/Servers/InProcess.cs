using System.Text;
using Ayb.Benchmarks.Formats;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Servers;

/// <summary>No server: SQLite in this process on one connection and one thread, with compiled statements, and the answers of ayb.</summary>
internal sealed class InProcess : IDisposable
{
    public const string Name = "SQLite in-process";

    private readonly Connection _connection;
    private readonly Answer _answer = new();
    private readonly JsonFormat _json = new();
    private readonly Dictionary<string, Statement> _statements = [];

    public InProcess(string path, int rows, bool withIndex = false)
    {
        _connection = new Connection(path);
        _connection.Execute(Items.Create);
        _connection.Execute(Items.CreateEntries);
        if (withIndex)
        {
            _connection.Execute(Items.CreateIndex);
        }

        foreach (var statement in Items.Fill(rows))
        {
            _connection.Execute(statement);
        }
    }

    /// <summary>Compiled once.</summary>
    public Statement this[string sql] =>
        _statements.TryGetValue(sql, out var statement) ? statement : _statements[sql] = _connection.Prepare(sql);

    /// <param name="ids">In turn.</param>
    public Contestant SelectById(params IReadOnlyList<int> ids)
    {
        var statement = this["SELECT id, name, email, points FROM item WHERE id = ?"];
        return Contestant.InProcess(Name, times => Answer(_json, statement.Bind(ids[times % ids.Count])));
    }

    /// <param name="ids">In turn.</param>
    public Contestant SelectByEmail(IReadOnlyList<int> ids)
    {
        var emails = ids.Select(Items.Email).ToList();
        var statement = this["SELECT id, name, email, points FROM item WHERE email = ?"];
        return Contestant.InProcess(Name, times => Answer(_json, statement.Bind(emails[times % emails.Count])));
    }

    public Contestant Select(string sql) => Contestant.InProcess(Name, _ => Answer(_json, this[sql]));

    public Contestant Insert() => Contestant.InProcess(Name, _ => this[Items.Insert].Run());

    /// <summary>Makes sure that this is the same work as ayb's.</summary>
    /// <exception cref="WrongAnswerException">ayb does not answer the same bytes.</exception>
    public async Task CompareAsync(Call ayb, HttpClient http)
    {
        var mine = new StringBuilder();
        _answer.Write(this[ayb.Body!], _json, part => mine.Append(Encoding.UTF8.GetString(part.Span)));
        if (await ayb.SendAsync(http) is var theirs && theirs != mine.ToString())
        {
            throw WrongAnswerException.To($"{ayb.Body}: expected {mine}", theirs);
        }
    }

    public void Answer(IAnswerFormat format, Statement statement, Action<ReadOnlyMemory<byte>>? take = null) =>
        _answer.Write(statement, format, take ?? Drop);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _json.Dispose();
        _connection.Dispose();
    }

    private static void Drop(ReadOnlyMemory<byte> piece)
    {
    }
}
