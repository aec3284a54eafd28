namespace Ayb.Querying.Worker.Sandbox;

/// <summary>A filter as the kernel takes it, <c>struct sock_fprog</c>.</summary>
internal unsafe struct BpfProgram
{
    public ushort Length;
    public BpfInstruction* Instructions;
}
