// Package knowledge is the desk where what records say becomes statements: entities, mentions, names, search.
//
// Vocabulary: a name is a statement that names an entity; the finder knows every name of the house; a mention is a
// place in a record's text where the finder found one: a proposal that a person accepts or rejects; twins are mentions
// of one entity at one place under different labels; a claim is a statement with the record and source that say it.
//
// Laws it keeps:
//   - A machine proposes a mention; only a person's act makes it a statement, and the statement points at its words.
//   - A mention's label is the join of its record's label and of the name statement's, and it shows to those alone who
//     see both. Where a lower label says the same, no higher mention is made. The bound on mentions in one record
//     counts label by label, so that names a reader may not know of never crowd out those the reader may.
//   - A decision about a mention goes to its twins with stricter labels, never to others: nobody sees a mention decided
//     by a statement they may not see.
//   - No name is missed: a name is looked for in every record received after it was stated, in the same order as the acts,
//     and the records received before are searched for it in the background. Doing that twice changes nothing.
//   - An entity is nothing but the statements about it that the reader may see, side by side, never merged. Search,
//     captions, orders and counts are made from the reader's view alone; lists are bounded after what the view hides.
//   - A list's statement that stands already is not said twice, but only where everybody who would see the new one
//     sees the one that stands.
//
// What it does not do: it does not judge whether two entities are the same, and it finds spellings, not likenesses
// (package match says which).
package knowledge
