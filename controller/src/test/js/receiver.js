// A shop's receiver with the reference library of Standard Webhooks. Arguments: the secrets that it
// is to judge with. Says its port, then of each request one line of JSON: what each secret made of
// it (the parsed body, or the library's complaint). Answers 204 if all verified, else 400.
'use strict';
const http = require('node:http');
const { Webhook } = require('standardwebhooks');

const judges = process.argv.slice(2).map((secret) => new Webhook(secret));

function judged(judge, body, headers) {
  try {
    return { body: judge.verify(body, headers) };
  } catch (e) {
    return { refused: e.message };
  }
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    const verdicts = judges.map((judge) => judged(judge, body, request.headers));
    const id = request.headers['webhook-id'];
    const type = request.headers['content-type'];
    console.log(JSON.stringify({ id, type, verdicts }));
    response.writeHead(verdicts.every((v) => v.body) ? 204 : 400).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
// The test holds the other end: without it nobody would end this process.
process.stdin.resume().on('end', () => process.exit());
