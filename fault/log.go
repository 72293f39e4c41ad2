package fault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
)

// Log gives an error as the log may have it: kinds, keys, the names of arguments, what the system itself said, and of every
// other error its type. What somebody typed or sent stands in the value of an argument or in the text of a cause, and so do
// the words of a record, so none of these is ever in it.
func Log(err error) string {
	return strings.Join(told(err), ": ")
}

// told gives what may be said of each error of a chain, outermost first.
func told(err error) []string {
	if err == nil {
		return nil
	}
	if e, ok := err.(*Error); ok {
		return append([]string{e.Kind.String(), e.Key + e.names()}, told(e.Err)...)
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []string
		for _, e := range many.Unwrap() {
			out = append(out, Log(e))
		}
		return []string{strings.Join(out, " + ")}
	}
	under := errors.Unwrap(err)
	if known := public(err); known != "" {
		return append([]string{known}, told(under)...)
	}
	if wrapped := fmt.Sprintf("%T", err); under == nil || !strings.HasPrefix(wrapped, "*fmt.") {
		return append([]string{wrapped}, told(under)...)
	}
	return told(under)
}

// names gives the names of an error's arguments in brackets.
func (e *Error) names() string {
	var out []string
	for i := 0; i+1 < len(e.Args); i += 2 {
		out = append(out, e.Args[i])
	}
	if out == nil {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}

// public gives the text of an error that cannot hold what somebody sent: one of the library's own, or one that is a number and
// has its text from a table, as the errors of the system and of a database are; "" for every other.
func public(err error) string {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, io.ErrShortWrite, fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, fs.ErrClosed} {
		if err == known {
			return err.Error()
		}
	}
	if numbered(reflect.TypeOf(err)) {
		return err.Error()
	}
	if e, ok := err.(interface{ SQLState() string }); ok && len(e.SQLState()) == 5 {
		return fmt.Sprintf("%T %s", err, e.SQLState())
	}
	m := reflect.ValueOf(err).MethodByName("ExtendedCode")
	if !m.IsValid() || m.Type().NumIn() > 0 || m.Type().NumOut() != 1 || !numbered(m.Type().Out(0)) {
		return ""
	}
	return fmt.Sprintf("%T %v", err, m.Call(nil)[0])
}

func numbered(t reflect.Type) bool {
	return slices.Contains([]reflect.Kind{reflect.Uintptr, reflect.Int, reflect.Int32, reflect.Uint8, reflect.Uint16, reflect.Uint32}, t.Kind())
}
