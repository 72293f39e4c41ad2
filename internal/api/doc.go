// Package api answers machines: the same desks as the pages, under the same views, as JSON.
//
// Laws it keeps:
//   - A machine acts as the person its token was given for, with that person's roles and view, and no more. A token is looked up
//     by its hash; one that is withdrawn or past its day opens nothing.
//   - Missing and denied are one answer. Errors are problem documents (RFC 9457) in the machine's language.
//   - The description (OpenAPI 3.1) and its page are served from here; nothing is fetched from elsewhere.
package api
