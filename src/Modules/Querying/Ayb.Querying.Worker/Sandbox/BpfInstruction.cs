using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sandbox;

/// <summary>One instruction of classic BPF, <c>struct sock_filter</c>.</summary>
/// <param name="Code">What it does.</param>
/// <param name="IfTrue">How many instructions a jump that is taken passes over.</param>
/// <param name="IfFalse">How many one that is not taken passes over.</param>
/// <param name="Operand">A value, or an offset into what is looked at.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);
