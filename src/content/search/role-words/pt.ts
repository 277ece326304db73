import type { RoleWords } from './types.ts';

export const pt: RoleWords = {
  language: 'pt',
  beside:
    'senhor|sr|senhora|sra|dona|seu|ator|atriz|personagem|dorama|kdrama|k drama|série|drama coreano|drama|novela|coreano|coreana|professor|professora|enfermeiro|presidente|doramas|roteirista',
  kin: 'oppa|hyung|unnie|noona|mano',
  joiners: 'o|a|os|as|do|da|de|dos|das|um|uma',
  roles: {
    "brothers' mother": 'mãe dos irmãos|mãe dos dois irmãos',
    mother: 'mãe|mamãe|mainha',
    father: 'pai|papai|painho',
    'older brother': 'irmão mais velho|irmão maior|irmão velho',
    'younger brother': 'irmão mais novo|irmãozinho|irmão caçula|caçula|irmão menor|irmão novo',
    brother: 'irmão|mano',
    'best friend': 'melhor amigo',
    friend: 'amigo',
    daughter: 'filha',
    wife: 'esposa|mulher',
    nurse: 'enfermeira',
    'head nurse':
      'enfermeira chefe|enfermeira-chefe|chefe das enfermeiras|chefe da enfermagem|chefe de enfermagem|enfermeira principal|supervisora de enfermagem',
    'hospital director':
      'diretor do hospital|diretor do hospital psiquiátrico|chefe do hospital psiquiátrico|diretor da clínica|diretor da clínica psiquiátrica|diretor do manicômio|chefe do hospital|dono do hospital|diretor do hospital ok|diretor do ok|diretor do hospício',
    director: 'diretor|diretora',
    doctor: 'doutor|médico|psiquiatra|dr',
    caregiver: 'cuidador|acompanhante|auxiliar',
    writer: 'escritora|escritor|autora|autor|romancista',
    "children's book author":
      'escritora de livros infantis|escritora infantil|autora infantil|autora de livros infantis|escritora de contos|escritora de contos de fadas|escritora de contos infantis|autora de contos|escritora de livro infantil',
    'publishing ceo': 'dono da editora|diretor da editora|chefe da editora|cara da editora|ceo da editora|presidente da editora',
    ceo: 'ceo',
    publisher: 'editor|editora',
    'art director': 'diretor de arte|diretor artístico|diretora artística|diretora de arte',
    'witch director': 'diretora bruxa',
    choreographer: 'coreógrafa|coreógrafo',
    cook: 'cozinheira|cozinheiro',
    landlady: 'dona da casa|senhoria|proprietária|dona da pensão|locadora',
    witch: 'bruxa',
    'female lead': 'protagonista feminina|a protagonista|mocinha',
    'male lead': 'protagonista masculino|o protagonista|mocinho',
    artist: 'artista|ilustrador|pintor|desenhista',
    'autistic brother': 'irmão autista|irmão com autismo|autista|irmão mais velho autista',
    architect: 'arquiteto',
    pharmacist: 'farmacêutico',
    'pizza shop owner': 'dono da pizzaria|amigo da pizzaria|amigo da pizza|pizzaiolo|cara da pizza',
    patient: 'paciente',
  },
};
