import { createHmac } from 'node:crypto'
import { CODE_ALPHABET, CODE_LENGTH } from '@linli/shared/homes/homes.rules'
import type { Crypto, KeyRing } from '../../platform/crypto'

/** Codes of invitations: made from the id under a key of the deployment, found by a blind index, never stored. */
export interface InvitationCodes {
  /** The code of a new invitation, and what is stored of it. */
  make(invitationId: string): { code: string; codeHash: string }
  /** The code again, for who may see it; null when the key it was made under is gone. */
  again(invitation: { readonly _id: string; readonly codeHash: string }): string | null
  /** What a look-up asks for. */
  hashes(code: string): readonly string[]
}

const CODE_FIELD = 'invitation.code'

/** The HMAC as a number in the alphabet's base: of 256 bits only the last 40 count, so no letter is likelier. */
function lettersOf(mac: Buffer): string {
  let rest = BigInt(`0x${mac.toString('hex')}`)
  const base = BigInt(CODE_ALPHABET.length)
  let code = ''
  for (let place = 0; place < CODE_LENGTH; place += 1) {
    code += CODE_ALPHABET.charAt(Number(rest % base))
    rest /= base
  }
  return code
}

export function createInvitationCodes(deps: {
  readonly keys: KeyRing
  readonly crypto: Pick<Crypto, 'blindIndex' | 'blindIndexes'>
}): InvitationCodes {
  const { crypto } = deps
  const subkeys = deps.keys.subkeys('invitation-code')
  const codeUnder = (key: Buffer, id: string): string =>
    lettersOf(createHmac('sha256', key).update(id).digest())
  return {
    make(id) {
      const code = codeUnder(subkeys.current, id)
      return { code, codeHash: crypto.blindIndex(code, CODE_FIELD) }
    },
    again: ({ _id, codeHash }) =>
      subkeys.all
        .map((key) => codeUnder(key, _id))
        .find((code) => crypto.blindIndexes(code, CODE_FIELD).includes(codeHash)) ?? null,
    hashes: (code) => crypto.blindIndexes(code, CODE_FIELD),
  }
}
