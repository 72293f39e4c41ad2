// Package screening is the desk where subjects of verifications are looked for on lists and in what the service knows.
package screening
