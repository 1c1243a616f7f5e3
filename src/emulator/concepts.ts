/**
 * A stem goes in, the idea it belongs to comes out: what little the emulator knows of words that mean alike.
 *
 * @module
 */

/** Words that mean alike, one idea a line; stems, not words. */
const GROUPS = `
dog puppy hound canine
cat kitten feline
animal pet creature
car automobile vehicle truck
bike bicycle cycle
plane airplane aircraft flight fly
train railway rail
boat ship vessel
road street highway
house home building apartment
city town metropoli
country nation state
doctor physician medic nurse hospital
ill sick disease illness
health healthy wellness fit
money cash currency dollar euro
bank finance invest stock market share
price cost expense fee
buy purchase shop order
sell sale vendor
job work employ career
boss manager lead chief
child kid toddler baby
man male gentleman
woman female lady
king monarch emperor
queen princess royal
happy glad joy cheerful delight
sad unhappy sorrow
angry furious mad
good great excellent fine
bad awful terrible poor
big large huge giant
small little tiny
fast quick rapid speed
slow sluggish
hot warm heat
cold cool chill freez
rain rainy shower storm
sun sunny sunshine
snow ice winter
sea ocean water
river stream creek
mountain hill peak
tree forest wood
flower plant garden
food meal eat dinner lunch
bread loaf bake bakery
cook recipe kitchen chef
drink beverage coffee tea
begin start launch
end finish stop complete
talk speak say conversation
write author text
read book novel
learn study school student teach
computer machine laptop pc
software program code app
bug error defect fault
internet web online network
music song melody
film movie cinema
picture image photo
game play sport
football soccer goal
war battle fight conflict
peace calm quiet
law legal court judge
police cop officer
star planet galaxy space universe
physic science scientist research
run jog sprint race
walk stroll hike
sleep nap rest
refund reimburse return
help assist support aid
password login credential account
holiday vacation travel trip
`;

const IDEAS: ReadonlyMap<string, string> = new Map(
  GROUPS.trim().split("\n").flatMap((line) => {
    const stems = line.split(" ");
    return stems.map((stem): [string, string] => [stem, stems[0]!]);
  }),
);

/** The idea that a stem belongs to. */
export function ideaOf(stem: string): string | undefined {
  return IDEAS.get(stem);
}
