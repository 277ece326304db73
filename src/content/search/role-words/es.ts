import type { RoleWords } from './types.ts';

export const es: RoleWords = {
  language: 'es',
  beside:
    'señor|sr|señora|sra|señorita|srta|don|doña|actor|actriz|personaje|dorama|kdrama|k drama|serie|drama coreano|drama|novela|coreano|coreana|profesor|profesora|enfermero|kdramas|doramas|guionista|papel|rol|tía|abuela',
  kin: 'oppa|hyung|unnie|noona',
  joiners: 'el|la|los|las|de|del|de la|un|una|su',
  roles: {
    "brothers' mother": 'madre de los hermanos|mamá de los hermanos',
    mother: 'madre|mamá|mami|mama',
    father: 'padre|papá|papi|papa',
    'older brother': 'hermano mayor|hermano grande',
    'younger brother': 'hermano menor|hermanito|hermano pequeño|hermano chico|hermano más chico|hermano más joven',
    brother: 'hermano',
    'best friend': 'mejor amigo',
    friend: 'amigo|amigo íntimo',
    daughter: 'hija',
    wife: 'esposa|mujer',
    nurse: 'enfermera|la enfermera',
    'head nurse':
      'jefa de enfermeras|la enfermera jefe|enfermera jefe|enfermera jefa|jefa de enfermería|jefa de las enfermeras|enfermera en jefe|supervisora de enfermería|enfermera principal',
    'hospital director':
      'director del hospital|director del hospital psiquiátrico|jefe del hospital psiquiátrico|director de la clínica|director de la clínica psiquiátrica|director del manicomio|director del psiquiátrico|jefe del hospital|dueño del hospital|director del hospital ok|director del ok',
    director: 'director|directora',
    doctor: 'doctor|médico|psiquiatra|dr',
    caregiver: 'cuidador|enfermero|el cuidador|enfermero cuidador|celador|protector',
    writer: 'escritora|escritor|autora|autor|novelista',
    "children's book author":
      'escritora de cuentos|escritora de cuentos infantiles|autora de cuentos|escritora de libros infantiles|escritora infantil|autora de libros infantiles|cuentista|autora infantil|escritora de cuentos de hadas',
    'publishing ceo':
      'dueño de la editorial|director de la editorial|jefe de la editorial|el de la editorial|ceo de la editorial|presidente de la editorial',
    ceo: 'ceo|director ejecutivo',
    publisher: 'editor|editorial',
    'art director': 'director de arte|director artístico|directora artística|directora de arte',
    'witch director': 'directora bruja|directora de la compañía|directora de danza',
    choreographer: 'coreógrafa|coreógrafo',
    cook: 'cocinera|cocinero',
    landlady: 'casera|dueña de la casa|arrendadora|dueña de casa',
    witch: 'bruja',
    'female lead': 'protagonista femenina|la protagonista',
    'male lead': 'protagonista masculino|el protagonista',
    artist: 'artista|ilustrador|pintor|dibujante',
    'autistic brother': 'hermano autista|hermano con autismo|autista|hermano mayor autista|chico autista',
    architect: 'arquitecto',
    pharmacist: 'farmacéutico|farmaceuta',
    'pizza shop owner':
      'dueño de la pizzería|amigo de la pizzería|amigo de las pizzas|amigo pizzero|dueño de las pizzas|pizzero|el de la pizzería|el de la pizza|chico de la pizza|amigo de la pizza',
    patient: 'paciente',
    "politician's son":
      'hijo del político|hijo del diputado|hijo del congresista|hijo del asambleísta|hijo del senador|hijo del asambleista|hijo de un político|hijo del parlamentario',
    'assistant|caregiver': 'asistente|ayudante',
    'publishing assistant': 'asistente de la editorial|asistente editorial',
    boss: 'jefe|jefa',
    'young nurse': 'enfermera joven|la enfermera joven|enfermera jovencita',
    "cook's daughter": 'hija de la cocinera',
    'crime novelist':
      'novelista policial|escritora policial|escritora de misterio|autora de misterio|novelista de misterio|escritora de crimen',
    dancer: 'bailarina|joven bailarina|chica que baila',
    'princess in the castle': 'princesa del castillo|princesa',
    composer: 'compositor|compositora',
    'costume designer': 'diseñadora de vestuario|vestuarista',
    'lady with the fur': 'señora de las pieles|señora del abrigo de piel',
    'president|ceo': 'presidente',
  },
};
