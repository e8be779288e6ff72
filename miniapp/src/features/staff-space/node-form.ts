import {
  areaSourceLabel,
  deliveryLabel,
  plotKindLabel,
  plotOwnerLabel,
  propertyKindLabel,
} from '@linli/shared/space/space.kinds'
import { areaOf, areaTyped, carries, type NodeFact } from '@linli/shared/space/space.rules'
import type { NodeCardView } from '@linli/shared/space/tree.schema'
import type { TreeAct } from './queries'

type Kind = NodeCardView['kind']
type Facts = NodeCardView['facts']

/** What a form holds, all of it as text; the empty text means "not said". */
export interface NodeForm {
  readonly name: string
  readonly area: string
  readonly developer: string
  readonly propertyKind: string
  readonly areaHundredths: string
  readonly areaSource: string
  readonly delivery: string
  readonly plotKind: string
  readonly plotOwner: string
  readonly gridId: string
  readonly phone: string
  readonly address: string
  readonly supervisionPhone: string
}

export const emptyForm = (kind: Kind): NodeForm => ({
  ...{ name: '', area: '', developer: '', areaHundredths: '', areaSource: '', gridId: '' },
  ...{ phone: '', address: '', supervisionPhone: '' },
  propertyKind: kind === 'room' ? 'residential' : '',
  delivery: kind === 'room' ? 'delivered' : '',
  plotKind: kind === 'plot' ? 'other' : '',
  plotOwner: kind === 'plot' ? 'all-owners' : '',
})

export const formOf = (facts: Facts): NodeForm => ({
  name: facts.name,
  area: facts.area ?? '',
  developer: facts.developer ?? '',
  propertyKind: facts.propertyKind ?? '',
  areaHundredths: facts.areaHundredths === null ? '' : areaTyped(facts.areaHundredths),
  areaSource: facts.areaSource ?? '',
  delivery: facts.delivery ?? '',
  plotKind: facts.plotKind ?? '',
  plotOwner: facts.plotOwner ?? '',
  gridId: facts.gridId ?? '',
  phone: facts.contact?.phone ?? '',
  address: facts.contact?.address ?? '',
  supervisionPhone: facts.contact?.supervisionPhone ?? '',
})

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Lists to choose from, in the order of the form. */
export const choices = [
  { fact: 'propertyKind', label: '用途', options: optionsOf(propertyKindLabel) },
  { fact: 'areaSource', label: '面积从哪里来', options: optionsOf(areaSourceLabel) },
  { fact: 'delivery', label: '交付', options: optionsOf(deliveryLabel) },
  { fact: 'plotKind', label: '种类', options: optionsOf(plotKindLabel) },
  { fact: 'plotOwner', label: '归谁所有', options: optionsOf(plotOwnerLabel) },
] as const satisfies readonly { fact: NodeFact & keyof NodeForm; label: string; options: readonly object[] }[]

/** What is wrong with the area typed, or nothing. */
export const areaFault = (typed: string): string | undefined =>
  typed.trim() === '' || areaOf(typed) !== null ? undefined : '面积写成数字，最多两位小数，例如 89.50'

type Edit = Omit<Extract<TreeAct, { event: 'correct' }>['body'], 'version'>

/** The form as the contract takes it: only what the kind carries, and for an edit only what was changed. */
export function editOf(kind: Kind, form: NodeForm, before?: NodeForm): Edit {
  const said = (fact: NodeFact & keyof NodeForm) =>
    carries(kind, fact) && (before === undefined ? form[fact] !== '' : form[fact] !== before[fact])
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  const contactKeys = ['phone', 'address', 'supervisionPhone'] as const
  const contacted = carries(kind, 'contact') && contactKeys.some((key) => form[key] !== before?.[key])
  const edit = {
    ...(before !== undefined &&
      kind !== 'community' &&
      form.name !== before.name && { name: form.name.trim() }),
    ...(said('area') && { area: text(form.area) }),
    ...(said('developer') && { developer: text(form.developer) }),
    ...(said('areaHundredths') && {
      areaHundredths: form.areaHundredths.trim() === '' ? null : areaOf(form.areaHundredths),
    }),
    ...Object.fromEntries(
      choices.filter(({ fact }) => said(fact)).map(({ fact }) => [fact, text(form[fact])]),
    ),
    ...(contacted && {
      contact: { phone: form.phone, address: form.address, supervisionPhone: form.supervisionPhone },
    }),
  }
  return edit
}
