package hyperparameter

import (
	"fmt"
	"maps"
	"slices"
)

// A frame is everything that is set at one moment; it never changes. The empty
// frame is nil.
type frame struct {
	entries map[string]entry
	beneath *frame
	layers  int
}

type entry struct {
	value any // as store returns it
	place place
}

// A place is where a value came from, for messages.
type place struct {
	text string
	item int // of a definition, from 1
}

var (
	inMapping  = place{text: "from a mapping"}
	byAssigner = place{text: "assigned"}
)

func (p place) String() string {
	if p.item == 0 {
		return p.text
	}
	return fmt.Sprintf("from %s, item %d", quote(p.text), p.item)
}

// With more layers reading would become slow, with fewer every scope would copy
// what lies beneath it.
const maxLayers = 8

// Changes are what sources do to a frame: first some keys are hidden, with all
// below them, and then others are set.
type changes struct {
	hidden []string
	set    map[string]entry
}

// hide takes back what was set at key and below it, here and beneath.
func (c *changes) hide(key string) {
	maps.DeleteFunc(c.set, func(other string, _ entry) bool { return below(other, key) })
	c.hidden = append(c.hidden, key)
}

// with returns the frame that has changes over f. Their map is kept. Hiding
// copies what is left of f; all else only adds a layer.
func (f *frame) with(c changes) *frame {
	switch {
	case len(c.hidden) > 0:
		return (*frame)(nil).with(changes{set: f.merged(c)})
	case len(c.set) == 0:
		return f
	case f == nil:
		return &frame{entries: c.set, layers: 1}
	case f.layers < maxLayers:
		return &frame{entries: c.set, beneath: f, layers: f.layers + 1}
	}
	return &frame{entries: f.merged(c), layers: 1}
}

func (f *frame) merged(c changes) map[string]entry {
	all := f.all()
	for _, hidden := range c.hidden {
		maps.DeleteFunc(all, func(key string, _ entry) bool { return below(key, hidden) })
	}
	maps.Copy(all, c.set)
	return all
}

// all returns a new map of everything that is set.
func (f *frame) all() map[string]entry {
	layers := make([]*frame, 0, maxLayers)
	for ; f != nil; f = f.beneath {
		layers = append(layers, f)
	}
	merged := map[string]entry{}
	for _, layer := range slices.Backward(layers) {
		maps.Copy(merged, layer.entries)
	}
	return merged
}

func (f *frame) lookup(key string) (entry, bool) {
	for ; f != nil; f = f.beneath {
		if found, ok := f.entries[key]; ok {
			return found, true
		}
	}
	return entry{}, false
}

// keys lists what is set at prefix and below it, sorted by code points, which
// is the order of bytes in UTF-8.
func (f *frame) keys(prefix string) []string {
	found := []string{}
	for key := range f.all() {
		if below(key, prefix) {
			found = append(found, key)
		}
	}
	slices.Sort(found)
	return found
}
