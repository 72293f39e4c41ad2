package fact

// Encode is what the duplicate key is made of, for the test that no two statements share it.
func Encode(s Statement) []byte { return encode(s) }
