import { api } from './api'
import { NetworkError } from './network-error'
import { adoptActor, adoptSession, forgetSession, currentSession } from './session'

/** Signs in as a demo person; only where the server offers them. */
export async function signInAsDemo(persona: string): Promise<void> {
  adoptSession(await api.session.signInDemo({ body: { persona } }))
}

/** Signs in with the code sent by SMS. */
export async function signInByPhone(phone: string, code: string): Promise<void> {
  adoptSession(await api.session.signInPhone({ body: { phone, code } }))
}

/** Signs in with WeChat, and binds the phone number of the one-tap button when there is one. */
export async function signInByWechat(code: string, phoneCode?: string): Promise<void> {
  adoptSession(
    await api.session.signInWechat({ body: { code, ...(phoneCode !== undefined && { phoneCode }) } }),
  )
}

/** Signs in after a long absence with what the roll knows of the person. */
export async function answerSecondFact(ticket: string, name: string, fact: string): Promise<void> {
  adoptSession(await api.session.answerSecondFact({ body: { ticket, name, fact } }))
}

/** Signs in to an empty account instead of the one that lay idle. */
export async function beginAnew(ticket: string): Promise<void> {
  adoptSession(await api.session.beginAnew({ body: { ticket } }))
}

/** Reads who the person is anew (roles and homes change on the server). */
export async function refreshActor(): Promise<void> {
  if (currentSession() !== undefined) adoptActor(await api.session.me())
}

/** Ends the session here and on the server; without a network it ends here, and there within ten minutes. */
export async function signOut(everywhere = false): Promise<void> {
  try {
    await (everywhere ? api.session.signOutEverywhere() : api.session.signOut())
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
  } finally {
    forgetSession()
  }
}
