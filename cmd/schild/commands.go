package main

import (
	"fmt"
	"runtime/debug"
)

// commands is the command line: a contract, scripts and checks rely on it.
type commands struct {
	Demo        demoCommand       `cmd:"" help:"A fictional service's year: fill a data directory, print what happened, serve the web."`
	Init        initCommand       `cmd:"" help:"Found a data directory and write its master key, outside it."`
	Serve       serveCommand      `cmd:"" help:"Serve the web on a data directory."`
	Login       loginCommand      `cmd:"" help:"Print a one-time link for a person."`
	Person      personCommand     `cmd:"" help:"Enrol people, change and list their clearances."`
	Token       tokenCommand      `cmd:"" help:"Give machines tokens for the API."`
	Source      sourceCommand     `cmd:"" help:"Enrol sources: partners, authorities."`
	Receive     receiveCommand    `cmd:"" help:"Receive files; one receipt a line."`
	List        listCommand       `cmd:"" help:"Add published lists, show their editions and differences."`
	Screen      screenCommand     `cmd:"" help:"Look for everybody of a batch on lists; with --with it needs no data directory."`
	Match       matchCommand      `cmd:"" help:"Compare pairs of names and say why; needs no data directory."`
	Label       labelCommand      `cmd:"" help:"Check markings, policies, labels bound to files; in a house, lower and raise labels."`
	Procedure   procedureCommand  `cmd:"" help:"List, check, print and format procedures; needs no data directory."`
	Register    registerCommand   `cmd:"" help:"Export the register."`
	Verify      verifyCommand     `cmd:"" help:"Verify the register, from the data or from exported tiles."`
	Witness     witnessCommand    `cmd:"" help:"Be a witness of registers: sign that they only grow; needs no data directory."`
	Mirror      mirrorCommand     `cmd:"" help:"Keep a checked copy of somebody's register; needs no data directory."`
	ControlLog  controlLogCommand `cmd:"" help:"For a control body: make its keys, open the sealed log of its own reading; needs no data directory."`
	ControlBody bodyCommand       `cmd:"" help:"For a control body: its own key, and what it says with it of its people."`
	Story       storyCommand      `cmd:"" help:"Serve every page and component with sample data."`
	Doctor      doctorCommand     `cmd:"" help:"Check the installation and say what to mend."`
	Version     versionCommand    `cmd:"" help:"Print the version."`
	Extract     extractCommand    `cmd:"" hidden:"" help:"Open one hostile file in a child process (used by schild itself)."`
}

type extractCommand struct{}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.out, "schild", version())
	return err
}

// version is the revision the binary was built from, where the build knew it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "0.1 " + info.GoVersion
}
