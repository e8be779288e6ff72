import { CatalogueDesk } from '@/features/staff-cases/catalogue-desk'

export default function CaseCataloguePage() {
  return <CatalogueDesk />
}
