package work

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// silence forbids, for all threads and for good, the system calls with which a child could speak to anything but its
// pipes: sockets of every family (Landlock knows only some), other programs, other processes, io_uring. They answer
// EPERM. Every other call stays: the runtime needs its own. On machines other than amd64 and arm64 it does nothing.
func silence() error {
	if arch() == 0 {
		return nil
	}
	filter := forbid(arch(), []uint32{unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_EXECVE,
		unix.SYS_EXECVEAT, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_IO_URING_SETUP,
		unix.SYS_BPF, unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_MOUNT, unix.SYS_PIDFD_OPEN, unix.SYS_PERF_EVENT_OPEN})
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 && errno != unix.ENOSYS && errno != unix.EINVAL { // a kernel without seccomp is no reason to read nothing
		return errno
	}
	return nil
}

// arch gives the audit number of this machine, 0 for one the filter is not written for.
func arch() uint32 {
	switch runtime.GOARCH {
	case "amd64":
		return unix.AUDIT_ARCH_X86_64
	case "arm64":
		return unix.AUDIT_ARCH_AARCH64
	}
	return 0
}

func seccompNote() string {
	if arch() == 0 {
		return ""
	}
	return ", no sockets, no programs"
}

// forbid builds the filter (classic BPF over struct seccomp_data: the call's number at offset 0, the machine at 4):
// another machine's calls, and the x32 numbers of amd64, are refused whole.
func forbid(machine uint32, calls []uint32) []unix.SockFilter {
	const (
		load   = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal  = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		atMost = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		give   = unix.BPF_RET | unix.BPF_K
		x32    = 0x40000000
	)
	n := len(calls)
	refuse := unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)}
	f := []unix.SockFilter{
		{Code: load, K: 4},
		{Code: equal, Jt: 1, K: machine},
		refuse,
		{Code: load, K: 0},
		{Code: atMost, Jt: uint8(n + 1), K: x32},
	}
	for i, c := range calls {
		f = append(f, unix.SockFilter{Code: equal, Jt: uint8(n - i), K: c})
	}
	return append(f, unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ALLOW}, refuse)
}
