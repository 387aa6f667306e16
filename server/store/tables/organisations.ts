/** Tables of organisations. */
export interface OrganisationTables {}
