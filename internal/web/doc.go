// Package web serves the pages of the house to people with a browser.
//
// Vocabulary: a Site is the handler made of page folders (page.Set); a link is a one-time address that signs one person
// in; a session is one person signed in on one browser.
//
// Laws it keeps:
//   - A page is the same bytes, status and headers for what is missing and what may not be seen; a stranger learns
//     nothing of which addresses exist.
//   - Links and sessions live in memory only. A link works once, for five minutes; a session ends 15 minutes after its
//     last request and 12 hours after its first. Signing in and out are acts.
//   - Only own scripts and styles run, nothing inline; a form of another site is refused; a request has a size limit; what is
//     shown is stored by no cache.
//   - The access log has patterns and times, never an address, an id or a word of content.
//   - A binary built without the scripts of others works; Missing lists what is absent.
//
// It knows no rule of any desk, and keeps nothing on disk.
package web
