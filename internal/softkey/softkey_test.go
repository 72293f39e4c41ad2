package softkey_test

import (
	"encoding/json"
	"fmt"

	"schild/internal/softkey"
)

// Example makes a key for a site that asks, and shows it twice: it counts.
func Example() {
	k := softkey.New("https://schild.example")
	made := k.Make([]byte(`{"publicKey":{"challenge":"AAAA","rp":{"id":"schild.example"},"user":{"id":"c29tZWJvZHk"}}}`))
	var sent struct{ Type string }
	if err := json.Unmarshal(made, &sent); err != nil {
		fmt.Println(err)
	}
	for range 2 {
		k.Show([]byte(`{"publicKey":{"challenge":"BBBB","rpId":"schild.example"}}`))
	}
	fmt.Println(sent.Type, string(k.Handle), k.Counter)
	// Output: public-key somebody 3
}
