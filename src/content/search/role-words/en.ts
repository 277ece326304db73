import type { RoleWords } from './types.ts';

export const en: RoleWords = {
  language: 'en',
  beside:
    'mr|mister|mrs|ms|miss|ssi|nim|sunbae|sunbaenim|author|character|the|president|kdrama|k drama|drama|korean drama|actor|actress|caregiver|writer|ceo|dr|doctor|nurse|director|role|part|pd|patient',
  kin: 'oppa|unnie|unni|eonni|eonnie|noona|nuna|hyung|hyungnim',
  roles: {
    'hospital director':
      'director of the hospital|director of the psychiatric hospital|psychiatric hospital director|head of the hospital|boss of the hospital',
    "children's book author":
      'children book writer|children book author|childrens book writer|kids book writer|kids book author|story book writer|fairy tale writer|fairytale writer',
    'publishing ceo': 'publishing company ceo|publishing boss|publisher boss|head of the publishing company|boss of the publishing company',
    'autistic brother': 'autistic older brother|autistic big brother|autistic hyung|older brother with autism|brother with autism',
    'pizza shop owner':
      'pizza friend|friend with the pizza shop|pizza place owner|pizza restaurant owner|pizzeria owner|friend who owns the pizza shop',
    assistant: 'underling|secretary',
    boss: 'employer',
    'crime novelist': 'mystery novelist|thriller writer|crime author|mystery author',
    'best friend': 'bff|bestie|best buddy|best mate|bestfriend|bestfriend of',
  },
};
