// Reads {keys, signed, toSign} from standard input; answers what npm jose thinks of it.
//   keys    private JWKs
//   signed  [{key, jws}]              -> verified: the payload's text, or null when refused
//   toSign  [{key, header, payload}]  -> jws: signed by jose
//           and kids: the thumbprints of the keys
import { readFileSync } from 'node:fs'
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK } from 'jose'

const { keys, signed, toSign } = JSON.parse(readFileSync(0, 'utf8'))
const secret = await Promise.all(keys.map((jwk) => importJWK(jwk, 'EdDSA')))
const open = await Promise.all(keys.map(({ d, ...jwk }) => importJWK(jwk, 'EdDSA')))

async function verify({ key, jws }) {
  try {
    const { payload } = await compactVerify(jws, open[key], { algorithms: ['EdDSA'] })
    return new TextDecoder().decode(payload)
  } catch (refused) {
    return null
  }
}

const sign = ({ key, header, payload }) =>
  new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(header).sign(secret[key])

console.log(
  JSON.stringify({
    kids: await Promise.all(keys.map((jwk) => calculateJwkThumbprint(jwk))),
    verified: await Promise.all(signed.map(verify)),
    jws: await Promise.all(toSign.map(sign)),
  }),
)
