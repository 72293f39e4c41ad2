package han

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed pinyin.txt
var pinyin string

// readings is the table: the row of each ideograph, and the reading and first ideograph of each row.
type readings struct {
	row   map[rune]uint16
	text  []string
	first []rune
}

var table = sync.OnceValue(func() *readings {
	t := &readings{row: map[rune]uint16{}}
	for line := range strings.Lines(pinyin) {
		syllable, letters, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for i, r := range letters {
			if i == 0 {
				t.first = append(t.first, r)
				t.text = append(t.text, syllable)
			}
			t.row[r] = uint16(len(t.text) - 1)
		}
	}
	return t
})

// Reading gives the reading of an ideograph as a word or in a given name.
func Reading(r rune) string {
	t := table()
	if i, ok := t.row[r]; ok {
		return t.text[i]
	}
	return ""
}

// Alike gives the ideograph that stands for all with the same reading; r itself when there is no reading.
func Alike(r rune) rune {
	t := table()
	if i, ok := t.row[r]; ok {
		return t.first[i]
	}
	return r
}

// SurnameReading gives the reading of an ideograph as a family name.
func SurnameReading(r rune) string {
	const (
		odd   = "卜种重刀葛盖蓋过過华華纪紀筠牟粘区區繁仇任单單召折舍沈解燕尉乐樂员員查翟曾长尧朴缪繆隗莘覃宓冼那万洗黑"
		heard = "bu chong chong diao ge ge ge guo guo hua hua ji ji jun mu nian ou ou po qiu ren shan shan shao she she shen xie yan yu yue yue yun yun zha zhai zeng zhang yao piao miao miao wei xin qin fu xian na wan xian he"
	)
	i := 0
	for _, o := range odd {
		if o == r {
			return strings.Fields(heard)[i]
		}
		i++
	}
	return Reading(r)
}
