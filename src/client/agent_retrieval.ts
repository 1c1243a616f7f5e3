/**
 * What Retrieve and Rerank of the agent runtime take and answer, as AWS names it.
 *
 * Names, shapes and requiredness are those of the Agents for Bedrock Runtime API, 2023-07-26
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html).
 *
 * @module
 */
import type { Document, OneOf, Open } from "../models/document.ts";

/** What Retrieve takes. */
export interface RetrieveInput {
  /** The knowledge base, by its id or ARN. */
  knowledgeBaseId: string;
  /** What is looked for. */
  retrievalQuery: KnowledgeBaseQuery;
  /** How it is looked for. */
  retrievalConfiguration?: KnowledgeBaseRetrievalConfiguration;
  /** The guardrail that judges the query and what is found. */
  guardrailConfiguration?: RetrievalGuardrail;
  /** Where the page before ended. */
  nextToken?: string;
  /** Who asks: only documents that this user may read are found. */
  userContext?: RetrievalUser;
}

/** What is looked for. */
export interface KnowledgeBaseQuery {
  /** A text, up to 20,000 characters. */
  text?: string;
  /** An image. */
  image?: KnowledgeBaseQueryImage;
  /** Which of the two counts. @default {"TEXT"} */
  type?: Open<"TEXT" | "IMAGE">;
}

/** An image that is looked for. */
export interface KnowledgeBaseQueryImage {
  /** How it is encoded. */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
  /** The encoded bytes, up to 5 MiB. */
  inlineContent: Uint8Array;
}

/** A guardrail. */
export interface RetrievalGuardrail {
  /** Its id. */
  guardrailId: string;
  /** Its version: a number, or `DRAFT`. */
  guardrailVersion: string;
}

/** The user for whom something is looked up. */
export interface RetrievalUser {
  /** The user's id in the sources. */
  userId: string;
}

/** How a knowledge base is searched: by the kind that it is of. */
export interface KnowledgeBaseRetrievalConfiguration {
  /** For a knowledge base with a store of vectors. */
  vectorSearchConfiguration?: VectorSearchConfiguration;
  /** For a knowledge base whose search is the service's own. */
  managedSearchConfiguration?: ManagedSearchConfiguration;
}

/** How a store of vectors is searched. */
export interface VectorSearchConfiguration {
  /** The most results, 1 to 100. */
  numberOfResults?: number;
  /** Whether words count too, or meaning alone; chosen by the service unless it is said. */
  overrideSearchType?: Open<"HYBRID" | "SEMANTIC">;
  /** Which documents may be found. */
  filter?: RetrievalFilter;
  /** Lets a model make a filter out of the query. */
  implicitFilterConfiguration?: ImplicitFilterConfiguration;
  /** Puts what was found into a better order. */
  rerankingConfiguration?: RetrievalReranking;
}

/** How the service's own search works. */
export interface ManagedSearchConfiguration {
  /** The most results, 1 to 100. */
  numberOfResults?: number;
  /** Which documents may be found. */
  filter?: RetrievalFilter;
  /** Who puts what was found into order. */
  rerankingModelType?: Open<"CUSTOM" | "MANAGED" | "NONE">;
  /** Puts what was found into a better order, with a model of one's own choice. */
  rerankingConfiguration?: RetrievalReranking;
}

/** Which documents may be found, by their metadata: exactly one member is set. */
export type RetrievalFilter = OneOf<{
  /** All of these hold: two at least. */
  andAll: RetrievalFilter[];
  /** One of these holds: two at least. */
  orAll: RetrievalFilter[];
  /** The attribute is this. */
  equals: FilterAttribute;
  /** The attribute is not this. */
  notEquals: FilterAttribute;
  /** The attribute is more than this number. */
  greaterThan: FilterAttribute;
  /** The attribute is this number or more. */
  greaterThanOrEquals: FilterAttribute;
  /** The attribute is less than this number. */
  lessThan: FilterAttribute;
  /** The attribute is this number or less. */
  lessThanOrEquals: FilterAttribute;
  /** The attribute is one of this list. */
  in: FilterAttribute;
  /** The attribute is none of this list. */
  notIn: FilterAttribute;
  /** The attribute, a list, has this in it. */
  listContains: FilterAttribute;
  /** The attribute begins with this text. */
  startsWith: FilterAttribute;
  /** The attribute has this text in it, or is a list with a member that has. */
  stringContains: FilterAttribute;
}>;

/** An attribute and what it is compared with. */
export interface FilterAttribute {
  /** Its name, 1 to 100 characters. */
  key: string;
  /** What it is compared with. */
  value: Document;
}

/** A filter that a model makes out of the query. */
export interface ImplicitFilterConfiguration {
  /** The attributes that it may use, 1 to 25. */
  metadataAttributes: ImplicitFilterAttribute[];
  /** The model, by its ARN. */
  modelArn: string;
}

/** An attribute that a model may filter by. */
export interface ImplicitFilterAttribute {
  /** Its name, up to 256 characters. */
  key: string;
  /** What it holds. */
  type: Open<"STRING" | "NUMBER" | "BOOLEAN" | "STRING_LIST">;
  /** What it means, up to 1,024 characters. */
  description: string;
}

/** How results of a search are put into a better order. */
export interface RetrievalReranking {
  /** Who does it. */
  type: Open<"BEDROCK_RERANKING_MODEL">;
  /** The model, and what it sees. */
  bedrockRerankingConfiguration?: {
    /** The model. */
    modelConfiguration: RerankingModel;
    /** The metadata that the model sees. */
    metadataConfiguration?: RerankingMetadata;
    /** The most results, 1 to 100. */
    numberOfRerankedResults?: number;
  };
}

/** A model that puts texts into order. */
export interface RerankingModel {
  /** Its ARN. */
  modelArn: string;
  /** Its own parameters. */
  additionalModelRequestFields?: Record<string, Document>;
}

/** The metadata that a reranking model sees. */
export interface RerankingMetadata {
  /** All of it, or a part. */
  selectionMode: Open<"SELECTIVE" | "ALL">;
  /** Which part. */
  selectiveModeConfiguration?: OneOf<{
    /** Only these fields. */
    fieldsToInclude: RerankingField[];
    /** All but these fields. */
    fieldsToExclude: RerankingField[];
  }>;
}

/** A field of metadata. */
export interface RerankingField {
  /** Its name. */
  fieldName: string;
}

/** What Retrieve answers: one page. */
export interface RetrieveOutput {
  /** What was found, the best first. */
  retrievalResults: KnowledgeBaseRetrievalResult[];
  /** Whether the guardrail acted. */
  guardrailAction?: Open<"INTERVENED" | "NONE">;
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** One thing that was found. */
export interface KnowledgeBaseRetrievalResult {
  /** What it is. */
  content: RetrievalResultContent;
  /** Where it is. */
  location?: RetrievalResultLocation;
  /** How well it fits: more is better. */
  score?: number;
  /** What is known of the document. */
  metadata?: Record<string, Document>;
  /** The document's id. */
  documentId?: string;
}

/** What was found. */
export interface RetrievalResultContent {
  /** Which of the members is set. */
  type?: Open<"TEXT" | "IMAGE" | "ROW" | "AUDIO" | "VIDEO">;
  /** A piece of text. */
  text?: string;
  /** An image, as a data URI. */
  byteContent?: string;
  /** A row of a table. */
  row?: RetrievalResultColumn[];
  /** A piece of a sound. */
  audio?: {
    /** Where it is. */
    s3Uri: string;
    /** What is said in it. */
    transcription?: string;
  };
  /** A piece of a video. */
  video?: {
    /** Where it is. */
    s3Uri: string;
    /** What is to be seen in it. */
    summary?: string;
  };
}

/** A cell of a row. */
export interface RetrievalResultColumn {
  /** The column's name. */
  columnName?: string;
  /** The cell's value, as text. */
  columnValue?: string;
  /** What the value is. */
  type?: Open<"BLOB" | "BOOLEAN" | "DOUBLE" | "NULL" | "LONG" | "STRING">;
}

/** A place that is named by an address. */
export interface RetrievalUrl {
  /** The address. */
  url?: string;
}

/** Where something was found. */
export interface RetrievalResultLocation {
  /** Which of the members is set. */
  type: Open<
    | "S3"
    | "WEB"
    | "CONFLUENCE"
    | "SALESFORCE"
    | "SHAREPOINT"
    | "CUSTOM"
    | "KENDRA"
    | "SQL"
    | "ONEDRIVE"
    | "GOOGLEDRIVE"
  >;
  /** In S3. */
  s3Location?: {
    /** The object's address. */
    uri?: string;
  };
  /** On the web. */
  webLocation?: RetrievalUrl;
  /** In Confluence. */
  confluenceLocation?: RetrievalUrl;
  /** In Salesforce. */
  salesforceLocation?: RetrievalUrl;
  /** In SharePoint. */
  sharePointLocation?: RetrievalUrl;
  /** In OneDrive. */
  oneDriveLocation?: RetrievalUrl;
  /** In Google Drive. */
  googleDriveLocation?: RetrievalUrl;
  /** Among the documents that were put in directly. */
  customDocumentLocation?: {
    /** The document's id. */
    id?: string;
  };
  /** In Kendra. */
  kendraDocumentLocation?: {
    /** The document's address. */
    uri?: string;
  };
  /** In a database. */
  sqlLocation?: {
    /** The query that found it. */
    query?: string;
  };
}

/** What Rerank takes. */
export interface RerankInput {
  /** The query: one. */
  queries: RerankQuery[];
  /** What is put into order, 1 to 1,000 documents. */
  sources: RerankSource[];
  /** The model that does it. */
  rerankingConfiguration: RerankConfiguration;
  /** Where the page before ended. */
  nextToken?: string;
}

/** What documents are compared with. */
export interface RerankQuery {
  /** What it is. */
  type: Open<"TEXT">;
  /** The query. */
  textQuery: RerankText;
}

/** A text. */
export interface RerankText {
  /** The text, up to 32,000 characters. */
  text?: string;
}

/** Something that is put into order. */
export interface RerankSource {
  /** Where it is. */
  type: Open<"INLINE">;
  /** The document. */
  inlineDocumentSource: RerankDocument;
}

/** A document that is put into order. */
export interface RerankDocument {
  /** Which of the members is set. */
  type: Open<"TEXT" | "JSON">;
  /** A text. */
  textDocument?: RerankText;
  /** Any JSON. */
  jsonDocument?: Document;
}

/** Who puts documents into order. */
export interface RerankConfiguration {
  /** Who does it. */
  type: Open<"BEDROCK_RERANKING_MODEL">;
  /** The model, and how much of the order is wanted. */
  bedrockRerankingConfiguration: {
    /** The model. */
    modelConfiguration: RerankingModel;
    /** The most results, 1 to 1,000. */
    numberOfResults?: number;
  };
}

/** What Rerank answers: one page. */
export interface RerankOutput {
  /** The documents, the one that fits best first. */
  results: RerankResult[];
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** One document's place in the order. */
export interface RerankResult {
  /** Which of the sources it is, from 0. */
  index: number;
  /** How well it fits: more is better. */
  relevanceScore: number;
  /** The document, where the service gives it back. */
  document?: RerankDocument;
}
