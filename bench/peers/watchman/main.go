// SPDX-License-Identifier: Apache-2.0
//
// Moov Watchman's similarity as a scorer: reads "name1 TAB name2 TAB schema", writes scores 0 to
// 100. On standard error the processor time a pair took.
//
// Each name is an entity of the schema's kind, and each is asked for as the other's listed entry:
// Watchman's measure is not symmetric, and the better of the two is what counts. Its service looks
// names up before it measures them; that may only lose some, so this flatters it.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/moov-io/watchman/pkg/search"
)

func entity(name, schema string) search.Entity[search.Value] {
	e := search.Entity[search.Value]{Name: name}
	switch schema {
	case "Person":
		e.Type = search.EntityPerson
		e.Person = &search.Person{Name: name}
	case "Vessel":
		e.Type = search.EntityVessel
		e.Vessel = &search.Vessel{Name: name}
	default:
		e.Type = search.EntityBusiness
		e.Business = &search.Business{Name: name}
	}
	return e.Normalize()
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var pairs [][]string
	for lines.Scan() {
		pairs = append(pairs, strings.Split(lines.Text(), "\t"))
	}
	start := time.Now()
	for _, pair := range pairs {
		a, b := entity(pair[0], pair[2]), entity(pair[1], pair[2])
		fmt.Fprintf(out, "%.2f\n", 100*max(search.Similarity(a, b), search.Similarity(b, a)))
	}
	fmt.Fprintf(os.Stderr, "watchman: %.0f us by the clock a pair, both ways\n",
		float64(time.Since(start).Microseconds())/float64(max(1, len(pairs))))
}
