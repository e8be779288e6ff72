import { body, type Journey, type Scene } from './walk'

/** A demo shows the code it asks for. */
const code =
  (operation: string) =>
  ({ told }: Scene) =>
    body({ code: told(operation, 'demoCode') })
/** The first colleague who has a factor to lose. */
function askFor({ told }: Scene) {
  const colleagues = told('secondFactor.listResets', 'items') as { accountId: string; enrolled: boolean }[]
  return body({ accountId: colleagues.find(({ enrolled }) => enrolled)?.accountId ?? 'acc_nobody' })
}
const asked = ({ told }: Scene) => ({ id: told('secondFactor.requestReset', 'id') })

/** Ways of a second factor: set up, proven, taken away by two others. Each begins where the last may have left it. */
export const secondFactorJourneys: readonly Journey[] = [
  [
    ['supervisor', 'secondFactor.begin'],
    ['supervisor', 'secondFactor.confirm', code('secondFactor.begin')],
  ],
  [
    ['supervisor', 'secondFactor.status'],
    ['supervisor', 'secondFactor.prove', code('secondFactor.status')],
    ['supervisor', 'secondFactor.renewRecoveryCodes'],
  ],
  [
    ['community-admin', 'secondFactor.listResets'],
    ['community-admin', 'secondFactor.requestReset', askFor],
    ['street-admin', 'secondFactor.refuseReset', asked],
    ['street-admin', 'secondFactor.listResets'],
    ['street-admin', 'secondFactor.requestReset', askFor],
    ['community-admin', 'secondFactor.approveReset', asked],
  ],
]
