/** The Prometheus of the stack, by the uid that its provisioning gives it. */
export const datasource = { type: 'prometheus', uid: 'prometheus' };
