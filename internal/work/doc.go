// Package work does what may take long, or may go wrong, away from whoever asked for it.
//
// Vocabulary. A *queue* holds background work that was committed together with the act that wanted it (River). An
// *extractor* opens office and PDF files somebody sent in *children*: this same program, started with the one argument
// "extract", that reads bytes from its standard input, answers on its standard output, and can do nothing else.
//
// Laws it keeps:
//   - A job is stored in the transaction of the act that asks for it, or not at all. Its arguments are random ids,
//     never content, and so is what the queue keeps of its errors: a key.
//   - Work is idempotent: what a process that died had begun is begun again, and doing it twice changes nothing.
//   - Hostile bytes of large formats are parsed in a child only: no files but the compiled PDF engine to read, no
//     network, no new programs, an empty environment, bounded memory, time and output. What a child answers is
//     treated as hostile too.
//   - A child that was stopped costs the one file it was reading, and says why (document.limit.time,
//     document.limit.memory, document.crashed).
package work
