using Ayb.Cli.Client.Commands;

namespace Ayb.Cli.Client;

internal sealed class ClientCommandGroup : ExampleCommand
{
    public ClientCommandGroup(Shell shell)
        : base(
            "client",
            "Talk to a server",
            "ayb client --url http://localhost:5433 register marcua marcua@example.org",
            "ayb client query marcua/test.sqlite \"SELECT 1\"")
    {
        var settings = new ClientSettings(shell);
        Add(settings.Config);
        Add(settings.Url);
        Add(settings.Token);
        foreach (var command in Commands(settings))
        {
            Add(command);
        }

        SetAction(HelpText.Show);
    }

    private static ClientCommand[] Commands(ClientSettings settings) =>
    [
        new RegisterCommand(settings),
        new ConfirmCommand(settings),
        new LogInCommand(settings),
        new CreateDatabaseCommand(settings),
        new ForkCommand(settings),
        new ListCommand(settings),
        new QueryCommand(settings),
        new ProfileCommand(settings),
        new UpdateProfileCommand(settings),
        new UpdateDatabaseCommand(settings),
        new DatabaseDetailsCommand(settings),
        new RenameDatabaseCommand(settings),
        new DeleteDatabaseCommand(settings),
        new UndeleteDatabaseCommand(settings),
        new ListDeletedDatabasesCommand(settings),
        new TransferDatabaseCommand(settings),
        new AcceptTransferCommand(settings),
        new DeclineTransferCommand(settings),
        new ListTransfersCommand(settings),
        new ShareCommand(settings),
        new ListDatabasePermissionsCommand(settings),
        new DiffCommand(settings),
        new ExportCommand(settings),
        new ImportCommand(settings),
        new CreateSnapshotCommand(settings),
        new ListSnapshotsCommand(settings),
        new RestoreSnapshotCommand(settings),
        new DeleteSnapshotCommand(settings),
        new CreateOrganizationCommand(settings),
        new JoinOrganizationCommand(settings),
        new ListOrganizationsCommand(settings),
        new ListMembersCommand(settings),
        new AddMemberCommand(settings),
        new RemoveMemberCommand(settings),
        new CreateTokenCommand(settings),
        new ListTokensCommand(settings),
        new RevokeTokenCommand(settings),
        new AuditCommand(settings),
        new SetDefaultUrlCommand(settings),
    ];
}
