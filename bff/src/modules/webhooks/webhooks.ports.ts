import type { GeoReport } from '../open311/georeport.service'

/** What other systems are told of a case: the same that Open311 answers to anybody. */
export type WebhookCases = Pick<GeoReport, 'told'>
