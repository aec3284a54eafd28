using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>
/// Asks for an entity. It comes into being when the token that is mailed to the address is confirmed;
/// until then anybody may ask for the same one.
/// </summary>
public sealed record Register(EntitySlug Entity, EntityType Type, string EmailAddress) : ICommand<Nothing>
{
    public override string ToString() => $"{nameof(Register)} {{ Entity = {Entity} }}";
}

internal sealed class RegisterValidator : AbstractValidator<Register>
{
    public RegisterValidator()
    {
        RuleFor(register => register.Entity).MustNotBeReserved();
        RuleFor(register => register.EmailAddress)
            .Must(EmailAddress.IsValid)
            .WithMessage("The email address must look like name@example.com, without a display name.");
    }
}

internal sealed class RegisterHandler(
    RegistrationPolicy policy, CommandRates rates, EntityStore entities, ConfirmationTokens confirmations, IMediator mediator)
    : IRequestHandler<Register, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(Register request, CancellationToken cancellationToken)
    {
        if (policy.Refusal(request.EmailAddress) is { } refusal)
        {
            return refusal;
        }

        if (await entities.FindAsync(request.Entity, cancellationToken) is not null)
        {
            return RegistrationError.AlreadyRegistered(request.Entity);
        }

        if (rates.TakeRegistration(Mailbox.Of(request.EmailAddress)) is { } tooMany)
        {
            return tooMany;
        }

        var token = confirmations.Seal(new Confirmation(request.Entity, request.Type, request.EmailAddress));
        await mediator.Publish(new ConfirmationRequested(request.Entity, request.EmailAddress, token), cancellationToken);
        return new Nothing();
    }
}
