import { currentAddress } from '@/platform/current-address'
import { pageUrl, replacePage, restartAt } from '@/platform/navigate'

/** Pages that ask who someone is; none of them is a place to come back to. */
const gates = ['/packages/account/sign-in', '/packages/account/consent']

const safe = (address: string | undefined): string =>
  address !== undefined && /^\/(pages|packages)\/[\w/-]+(\?.*)?$/.test(address) && !isGate(address)
    ? address
    : '/pages/home'

const isGate = (address: string) => gates.some((gate) => address.startsWith(gate))

/** The address of a gate that leads back to the page shown now. */
export function gateUrl(gate: 'sign-in' | 'consent'): string {
  const here = currentAddress()
  return pageUrl(`/packages/account/${gate}`, { from: isGate(here) ? undefined : here })
}

/** Opens a gate once, however many requests were refused at the same time. */
export function openGate(gate: 'sign-in' | 'consent'): void {
  if (!isGate(currentAddress())) replacePage(gateUrl(gate))
}

/** Back to where the person was before the gate; an address from outside the app is not followed. */
export function leaveGate(from: string | undefined): void {
  restartAt(safe(from))
}

/** The consent page, keeping where the person wanted to go. */
export function consentUrl(from: string | undefined): string {
  return pageUrl('/packages/account/consent', { from: from === undefined ? undefined : safe(from) })
}
