// Command port lets the runner of the conformance vectors test the package: it
// speaks protocol.md, version 2, on its standard input and output.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"unicode/utf8"
)

type message struct {
	Cmd      string    `json:"cmd"`
	Protocol int       `json:"protocol"`
	Seq      int       `json:"seq"`
	Case     *testCase `json:"case"`
}

type testCase struct {
	ID    string                       `json:"id"`
	Steps []map[string]json.RawMessage `json:"steps"`
}

type greeting struct {
	Protocol     int      `json:"protocol"`
	Name         string   `json:"name"`
	Language     string   `json:"language"`
	Version      string   `json:"version"`
	Spec         string   `json:"spec"`
	Capabilities []string `json:"capabilities"`
	Host         string   `json:"host"`
}

type observation struct {
	Seq      int      `json:"seq"`
	Observed []answer `json:"observed"`
}

type breakdown struct {
	Seq     int            `json:"seq"`
	Errored string         `json:"errored"`
	Context map[string]any `json:"context"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "port:", err)
		os.Exit(1)
	}
}

// serve answers the commands of a runner until stop, or until they end.
func serve(commands io.Reader, answers io.Writer) error {
	lines := bufio.NewReader(commands)
	encoder := json.NewEncoder(answers) // one write, with a line feed, for each answer
	encoder.SetEscapeHTML(false)
	cases := newCases()
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var command message
		if err := decodeStrictly(line, &command); err != nil {
			return fmt.Errorf("bad command %.200q: %w", line, err)
		}
		switch command.Cmd {
		case "start":
			err = encoder.Encode(introduce())
		case "run":
			if command.Case == nil {
				return fmt.Errorf("bad command %.200q: it has no case", line)
			}
			err = encoder.Encode(cases.answer(command.Seq, *command.Case))
		case "stop":
			return nil
		default:
			return fmt.Errorf("no such command: %q", command.Cmd)
		}
		if err != nil {
			return err
		}
	}
}

func introduce() greeting {
	return greeting{
		Protocol: 2, Name: "hyperparameter-go", Language: "Go", Version: "0.2.0", Spec: "2.0",
		Capabilities: []string{"threads", "tasks", "freeze", "definitions", "objects", "bigint"},
		Host:         runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
	}
}

// decodeStrictly refuses unknown fields, what follows the value, and bytes that
// are not UTF-8, which encoding/json would replace.
func decodeStrictly(text []byte, target any) error {
	if !utf8.Valid(text) {
		return errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows its end")
	}
	return nil
}
