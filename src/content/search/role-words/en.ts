import type { RoleWords } from './types.ts';

export const en: RoleWords = {
  language: 'en',
  beside:
    'mr|mister|mrs|ms|miss|ssi|nim|sunbae|sunbaenim|author|character|the|president|kdrama|k drama|drama|korean drama|actor|actress|caregiver|writer|ceo|dr|doctor|nurse|director',
  kin: 'oppa|unnie|unni|eonni|eonnie|noona|nuna|hyung|hyungnim',
};
