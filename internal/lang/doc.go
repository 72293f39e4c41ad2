// Package lang says everything the house says in Dutch, French, German or English.
//
// A message has a key ("note.release.consent"); its words stand in text/<area>.<language>.toml, flat quoted keys, go-i18n's
// format, with named values ("{{.originator}} has not consented") and plural forms by the value n. An area is the
// desk or package whose keys it holds. Dates, numbers and order follow Belgian Dutch, French and German and British English.
//
// Laws it keeps:
//   - A key without words gives the key itself, so that nothing is shown as empty; a test finds every such key.
//   - The four files of an area have the same keys.
//   - Fault shows only what fault.Outward lets out.
//
// It does not translate what people wrote: names, messages and notes stay as they came.
package lang
