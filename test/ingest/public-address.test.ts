import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../src/ingest/check-url.ts';
import { publicAddress } from '../../src/ingest/public-address.ts';

describe('publicAddress', () => {
  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '1.1.1.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])('allows %s', (address) => {
    expect(publicAddress(address)).toEqual({ kind: 'allowed' });
  });

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001::1',
    '2001:db8::1',
    '3fff::1',
    '2a00::5efe:7f00:1',
    '2a00::200:5efe:a00:1',
    'fe80::1',
    'fe80::1%eth0',
    '2a00::1%1',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    '5f00::1',
    'example.org',
    '',
  ])('refuses %s', (address) => {
    expect(publicAddress(address).kind).toBe('refused');
  });
});

describe('checkUrl', () => {
  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.0.0.1/', '127.0.0.1'],
    ['http://0177.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://0/', '0.0.0.0'],
    ['http://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'],
    ['http://１２７.0.0.1/', '127.0.0.1'],
    ['http://127。0。0。1/', '127.0.0.1'],
  ])('turns the literal of %s into %s', (text, hostname) => {
    const checked = checkUrl(text);
    expect(checked.kind === 'url' && checked.url.hostname).toBe(hostname);
  });

  it.each([
    ['file:///etc/passwd', 'only http and https'],
    ['ftp://example.org/', 'only http and https'],
    ['gopher://example.org/', 'only http and https'],
    ['data:text/html,x', 'only http and https'],
    ['http://user:secret@example.org/', 'user name or password'],
    ['http://example.org:22/', 'port 22'],
    ['https://example.org:8443/', 'port 8443'],
    ['http://[fe80::1%25eth0]/', 'not a web address'],
    ['example.org', 'not a web address'],
    ['', 'not a web address'],
  ])('refuses %s: %s', (text, reason) => {
    const checked = checkUrl(text);
    expect(checked.kind === 'refused' && checked.reason).toContain(reason);
  });
});
