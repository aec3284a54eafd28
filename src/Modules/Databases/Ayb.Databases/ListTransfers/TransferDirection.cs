namespace Ayb.Databases;

/// <summary>Which way an offer goes, for who asks: one from somebody to their own organization comes in, since they may accept it.</summary>
public enum TransferDirection
{
    Incoming,
    Outgoing,
}
