package casework

import "schild/procedure"

// order carries out what a control body, or the end of a term, says of what a case has brought in.
func (w *worker) order(e procedure.Effect, a procedure.Act) error { return nil }

// reopen undoes what an order of this case shut.
func (w *worker) reopen() error { return nil }
