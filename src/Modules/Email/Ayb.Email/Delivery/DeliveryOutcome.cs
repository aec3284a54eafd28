namespace Ayb.Email.Delivery;

/// <summary>What became of an attempt. Reasons go to the log: no addresses, no contents, no words of the server.</summary>
internal abstract record DeliveryOutcome;

/// <summary>The transport has taken responsibility for the mail.</summary>
internal sealed record Delivered : DeliveryOutcome;

/// <summary>It may work later.</summary>
internal sealed record Deferred(string Reason) : DeliveryOutcome;

/// <summary>It will never work.</summary>
internal sealed record Refused(string Reason) : DeliveryOutcome;
