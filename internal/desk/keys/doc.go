// Package keys is the desk of the keys that people hold: passkeys with which they sign in and, a moment before what cannot be taken
// back, show once more that it is they.
//
// Vocabulary: a Key is one passkey of one person; a Ceremony is what the house asked a browser and waits to hear of; a code, in two
// halves that two people hand over, lets somebody enrol a key once.
//
// Laws it keeps:
//   - A key counts only when its holder was verified by it (fingerprint, code of the key), at this site, for the question asked; each
//     question is answered once. There are no passwords.
//   - A key whose counter stands still or runs back was copied: it is refused, and the register says so.
//   - A code is used once, within two days, and five wrong halves end it. Whether a person exists, has keys or has a code is told to
//     nobody who has not signed in.
//   - Adding a key beside others wants one of them in the hand; taking one away does not: a lost key is shut at once.
//
// It keeps no session: internal/web does. Source: W3C Web Authentication Level 3, §7.1 and §7.2.
package keys
