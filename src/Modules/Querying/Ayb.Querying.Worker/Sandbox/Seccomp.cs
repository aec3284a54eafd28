using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sandbox;

/// <summary>
/// Leaves the worker the system calls it needs and answers EPERM to all others; see seccomp(2).
/// The filter is classic BPF over struct seccomp_data: number at 0, architecture at 4, arguments from 16.
/// </summary>
internal static unsafe class Seccomp
{
    private const uint ArchitectureX64 = 0xC000003E;
    private const uint Allow = 0x7FFF0000;
    private const uint Kill = 0x80000000;
    private const uint Deny = 0x00050000 | 1; // EPERM
    private const uint NotImplemented = 0x00050000 | 38; // ENOSYS

    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private const uint Clone = 56;
    private const uint Clone3 = 435;
    private const uint CloneThread = 0x00010000;
    private const uint SignalThread = 234;
    private const uint ProcessLimit = 302;

    /// <summary>Numbers of x86-64, /usr/include/asm/unistd_64.h.</summary>
    private static readonly uint[] Allowed =
    [
        0, 1, 3, 8, 17, 18, 19, 20, 44,         // read write close lseek pread64 pwrite64 readv writev sendto
        2, 257, 4, 5, 6, 262, 332,              // open openat stat fstat lstat newfstatat statx
        21, 269, 439, 79, 89, 267,              // access faccessat faccessat2 getcwd readlink readlinkat
        87, 263, 83, 84, 217,                   // unlink unlinkat mkdir rmdir getdents64
        72, 73, 74, 75, 77, 285, 91, 93,        // fcntl flock fsync fdatasync ftruncate fallocate fchmod fchown
        9, 10, 11, 12, 25, 28, 27,              // mmap mprotect munmap brk mremap madvise mincore
        13, 14, 15, 131,                        // rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
        24, 35, 202, 230, 204,                  // sched_yield nanosleep futex clock_nanosleep sched_getaffinity
        219,                                    // restart_syscall: what the kernel turns a wait into that a stop has interrupted
        39, 186, 102, 107, 104, 108, 110,       // getpid gettid getuid geteuid getgid getegid getppid
        60, 231, 273, 334, 218,                 // exit exit_group set_robust_list rseq set_tid_address
        63, 96, 97, 98, 99, 100, 228, 229,      // uname gettimeofday getrlimit getrusage sysinfo times clock_gettime clock_getres
        318, 324, 239, 7, 271, 137, 138,        // getrandom membarrier get_mempolicy poll ppoll statfs fstatfs
    ];

    /// <summary>For every thread of the process, and for good. Needs no_new_privs.</summary>
    /// <returns>Whether the filter is in force.</returns>
    public static bool Apply()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return false;
        }

        const nint seccomp = 317, setFilter = 1, allThreads = 1;
        var filter = Compile();
        fixed (BpfInstruction* instructions = filter)
        {
            var program = new BpfProgram { Length = (ushort)filter.Length, Instructions = instructions };
            return Linux.SystemCall(seccomp, setFilter, allThreads, (nint)(&program), 0) == 0;
        }
    }

    private static BpfInstruction[] Compile()
    {
        var code = new List<BpfInstruction>
        {
            new(Load, 0, 0, 4),
            new(JumpIfEqual, 1, 0, ArchitectureX64),
            new(Return, 0, 0, Kill),
            new(Load, 0, 0, 0),
            // Numbers of the x32 ABI would slip past a list of 64-bit numbers.
            new(JumpIfAtLeast, 0, 1, 0x40000000),
            new(Return, 0, 0, Kill),
            // clone3 hides its flags in memory that a filter cannot read; told that it is missing, libc takes clone.
            new(JumpIfEqual, 0, 1, Clone3),
            new(Return, 0, 0, NotImplemented),
            new(JumpIfEqual, 0, 4, Clone),
            new(Load, 0, 0, 16),
            new(JumpIfAnyBit, 0, 1, CloneThread),
            new(Return, 0, 0, Allow),
            new(Return, 0, 0, Deny),
        };
        // Both take a process, and the host's has the same owner: a signal or a limit of no CPU time would end it.
        AllowWhen(code, SignalThread, argument: 0, (uint)Environment.ProcessId);
        AllowWhen(code, ProcessLimit, argument: 2, 0); // Reads a limit, sets none.
        foreach (var number in Allowed)
        {
            code.Add(new BpfInstruction(JumpIfEqual, 0, 1, number));
            code.Add(new BpfInstruction(Return, 0, 0, Allow));
        }

        code.Add(new BpfInstruction(Return, 0, 0, Deny));
        return [.. code];
    }

    /// <summary>Allows a call with this value in one argument, denies it with another.</summary>
    private static void AllowWhen(List<BpfInstruction> code, uint number, uint argument, uint value)
    {
        var low = 16 + (8 * argument);
        code.Add(new BpfInstruction(JumpIfEqual, 0, 6, number));
        code.Add(new BpfInstruction(Load, 0, 0, low));
        code.Add(new BpfInstruction(JumpIfEqual, 0, 3, value));
        code.Add(new BpfInstruction(Load, 0, 0, low + 4));
        code.Add(new BpfInstruction(JumpIfEqual, 0, 1, 0));
        code.Add(new BpfInstruction(Return, 0, 0, Allow));
        code.Add(new BpfInstruction(Return, 0, 0, Deny));
    }
}
