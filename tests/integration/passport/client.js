// Salla's own sign-in library, pointed at a demo store. Nothing of it is replaced but its addresses.
//
//   client.js FOLDER sign-in          what the ready line of the store says comes in on standard input,
//   client.js FOLDER refresh TOKEN    what the library gave comes out on standard output
'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { resolve } = require('node:path');

const [folder, command, token] = process.argv.slice(2);
const library = createRequire(resolve(folder, 'package.json'));
const Salla = library('@salla.sa/passport-strategy');
const refreshing = library('passport-oauth2-refresh');

const CALLBACK = 'http://localhost:8721/callback';
const SCOPE = ['offline_access', 'settings.read', 'orders.read', 'customers.read'];

function connect(ready) {
  const salla = new Salla({ clientID: ready.client_id, clientSecret: ready.client_secret, callbackURL: CALLBACK });
  const strategy = salla.getPassportStrategy();

  strategy._oauth2._authorizeUrl = ready.accounts_url + '/oauth2/auth';
  strategy._oauth2._accessTokenUrl = ready.accounts_url + '/oauth2/token';
  strategy._userProfileURL = ready.accounts_url + '/oauth2/user/info';
  refreshing.use(strategy);
  return salla;
}

// What passport does with a strategy for one request: the strategy calls exactly one of these.
function authenticate(strategy, request) {
  return new Promise((done, reject) => {
    const once = Object.create(strategy);

    once.redirect = (url) => done({ url });
    once.success = (user) => done({ user });
    once.fail = (challenge) => reject(new Error('refused: ' + JSON.stringify(challenge)));
    once.error = reject;
    once.authenticate(request, { scope: SCOPE });
  });
}

async function signIn(salla) {
  const session = {};
  const strategy = salla.getPassportStrategy();
  const given = {};

  salla.onAuth((access, refresh, expires) => Object.assign(given, { access, refresh, expires }));
  const { url } = await authenticate(strategy, { session, query: {} });
  const answer = await fetch(url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location'));
  const { user } = await authenticate(strategy, { session, query: Object.fromEntries(back.searchParams) });
  return { ...given, callback: back.origin + back.pathname, user };
}

async function refresh(salla, ready) {
  const { accessToken, newRefreshToken } = await salla.requestNewAccessToken(token);
  const orders = await salla.fetchResource({ url: ready.api_url + '/orders' });

  return { access: accessToken, refresh: newRefreshToken, orders: orders.length };
}

async function main() {
  const ready = JSON.parse(readFileSync(0, 'utf8'));
  const salla = connect(ready);
  const result = command === 'refresh' ? await refresh(salla, ready) : await signIn(salla);

  process.stdout.write(JSON.stringify(result));
}

main().catch((failure) => {
  const cause = failure.err ?? failure.oauthError ?? failure;

  process.stdout.write(JSON.stringify({ status: cause.statusCode, answer: cause.data, message: String(failure.message) }));
  process.exitCode = 1;
});
