using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Sharing.Tests;

/// <summary>Who belongs to which organization, in place of the module that knows.</summary>
internal sealed class KnownMembers
{
    private readonly Dictionary<(EntityId Organization, EntityId Member), MemberRole> _roles = [];

    /// <param name="organization">Where.</param>
    /// <param name="member">Who.</param>
    /// <param name="role"><c>null</c>: they do not belong to it any more.</param>
    public void Set(Principal organization, Principal member, MemberRole? role)
    {
        _roles.Remove((organization.Id, member.Id));
        if (role is { } known)
        {
            _roles.Add((organization.Id, member.Id), known);
        }
    }

    public void Clear() => _roles.Clear();

    public MemberRole? RoleOf(Principal member, Principal organization) =>
        _roles.TryGetValue((organization.Id, member.Id), out var role) ? role : null;

    /// <summary>As the caller's token would say who they are at this moment.</summary>
    public Principal Now(Principal caller) => caller with
    {
        Memberships = Of(caller.Id),
    };

    public ModuleHostOptions AnswerFor(ModuleHostOptions options) => options
        .Answer<WhichRole>(Answer)
        .Answer<WhichMemberships>(question => question.Answer(Of(question.Member)));

    private void Answer(WhichRole question)
    {
        if (_roles.TryGetValue((question.Organization, question.Member), out var role))
        {
            question.Answer(role);
        }
    }

    private IReadOnlyList<Membership> Of(EntityId member) =>
        [.. from known in _roles where known.Key.Member == member select new Membership(known.Key.Organization, known.Value)];
}
