// Writes one release archive; scripts/pack says how and why.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

var platforms = []string{
	"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64",
}

// The first day that a zip file can name.
var modified = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

type file struct {
	name    string
	mode    int64
	content []byte
}

func main() {
	binary := flag.String("binary", "", "the built program")
	license := flag.String("license", "", "the license's text")
	platform := flag.String("platform", "", strings.Join(platforms, ", "))
	version := flag.String("version", "", "v and a semantic version")
	folder := flag.String("folder", "", "where the archive goes")
	flag.Parse()

	line, err := run(*binary, *license, *platform, *version, *folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	fmt.Println(line)
}

func run(binary, license, platform, version, folder string) (string, error) {
	if !slices.Contains(platforms, platform) {
		return "", fmt.Errorf("no such platform: %q; there are %s", platform, strings.Join(platforms, ", "))
	}
	if !regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`).MatchString(version) {
		return "", fmt.Errorf("not a version: %q; it looks like v0.1.0", version)
	}
	windows := strings.HasPrefix(platform, "windows/")

	program := file{name: "kubectl-workloads", mode: 0o755}
	write, extension := writeTarGz, ".tar.gz"
	if windows {
		program.name += ".exe"
		write, extension = writeZip, ".zip"
	}
	text := file{name: "LICENSE", mode: 0o644}
	var err error
	if program.content, err = os.ReadFile(binary); err != nil {
		return "", err
	}
	if text.content, err = os.ReadFile(license); err != nil {
		return "", err
	}

	var archive bytes.Buffer
	if err := write(&archive, []file{text, program}); err != nil {
		return "", err
	}
	name := fmt.Sprintf("kubectl-workloads_%s_%s%s", version, strings.ReplaceAll(platform, "/", "_"), extension)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(folder, name), archive.Bytes(), 0o644); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x  %s", sha256.Sum256(archive.Bytes()), name), nil
}

func writeTarGz(to io.Writer, files []file) error {
	// The header of a gzip.Writer has neither a name nor a time unless it is given one.
	compressed, err := gzip.NewWriterLevel(to, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(compressed)
	for _, f := range files {
		header := &tar.Header{
			Typeflag: tar.TypeReg,
			Name:     f.name,
			Mode:     f.mode,
			Size:     int64(len(f.content)),
			ModTime:  modified,
			Format:   tar.FormatUSTAR,
		}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(f.content); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return compressed.Close()
}

func writeZip(to io.Writer, files []file) error {
	archive := zip.NewWriter(to)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: modified}
		header.SetMode(os.FileMode(f.mode))
		entry, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := entry.Write(f.content); err != nil {
			return err
		}
	}
	return archive.Close()
}
