/** A style sheet: the build collects it beside the script. */
declare module "*.css";
