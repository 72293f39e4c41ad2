package store

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"io"

	"schild/fault"
)

// seal encrypts b with AES-256-GCM under key; about binds the sealed bytes to what they are, so that two sealed things
// cannot change places. The random nonce stands in front: at most a few sealings a key, far below its limit.
func seal(random io.Reader, key, b []byte, about string) ([]byte, error) {
	aead, err := gcm(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(b)+aead.Overhead())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, b, []byte(about)), nil
}

func unseal(key, sealed []byte, about string) ([]byte, error) {
	aead, err := gcm(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, fault.Wrap(errors.New("too short"), fault.Broken, "store.seal")
	}
	b, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], []byte(about))
	if err != nil {
		return nil, fault.Wrap(err, fault.Broken, "store.seal")
	}
	return b, nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
