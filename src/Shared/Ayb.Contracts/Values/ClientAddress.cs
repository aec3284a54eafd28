using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ayb.Contracts;

/// <summary>
/// Whom a request comes from, as far as the network tells: an IPv4 address, or the first 64 bits of an IPv6 address.
/// Whoever has one address of such a network has all of them.
/// </summary>
/// <param name="Bits">As of an IPv6 address; IPv4 is mapped into it.</param>
public readonly record struct ClientAddress(UInt128 Bits)
{
    private const int Size = 16;

    public static ClientAddress Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], 0xffff);
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
            if (!address.IsIPv4MappedToIPv6)
            {
                bytes[8..].Clear();
            }
        }

        return new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
