package work

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// The bounds of a child. The parent stops one whose resident memory passes maxResident; RLIMIT_DATA, with room for
// what the runtime maps and does not use, stops one that grows faster than the parent looks.
const (
	maxResident = 512 << 20
	maxData     = 1 << 30
	softMemory  = 256 << 20 // from here the garbage collector works harder
	maxCPU      = 30        // seconds for one file
	maxFiles    = 64
)

// confine takes away what reading a file does not need: privileges, files but the cache to read, network, memory.
// Without Landlock in the kernel the rest still holds.
func confine(cache string) error {
	debug.SetMemoryLimit(softMemory)
	for _, l := range []struct {
		what int
		max  uint64
	}{{unix.RLIMIT_CORE, 0}, {unix.RLIMIT_DATA, maxData}, {unix.RLIMIT_NOFILE, maxFiles}, {unix.RLIMIT_FSIZE, 0}} {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.max, Max: l.max}); err != nil {
			return err
		}
	}
	if err := ll.AllThreadsPrctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	var rules []landlock.Rule
	if cache != "" {
		rules = append(rules, landlock.RODirs(cache))
	}
	if err := landlock.V11.BestEffort().Restrict(rules...); err != nil {
		return err
	}
	return silence()
}

// allowance gives the next file its CPU seconds.
func allowance() {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return
	}
	used := uint64(u.Utime.Sec + u.Stime.Sec)
	_ = unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: used + maxCPU, Max: unix.RLIM_INFINITY})
}

// sandbox says in one line how children are confined on this machine.
func sandbox() string {
	abi, err := ll.LandlockGetABIVersion()
	if err != nil || abi < 1 {
		return "none: this kernel has no Landlock; children still have no new privileges, bounded memory, CPU and files" + seccompNote()
	}
	net := "no TCP"
	if abi < 4 {
		net = "TCP open (Landlock before version 4)"
	}
	return fmt.Sprintf("Landlock version %d: no files but the engine cache, %s%s; no new privileges, memory %d MB, CPU %d s a file",
		abi, net, seccompNote(), maxResident>>20, maxCPU)
}

// resident gives the resident memory of a process in bytes, 0 when it cannot be told.
func resident(pid int) int64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	f := strings.Fields(string(b))
	if len(f) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(f[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
