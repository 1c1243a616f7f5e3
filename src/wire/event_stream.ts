/** x @module */
export const a = 1;
